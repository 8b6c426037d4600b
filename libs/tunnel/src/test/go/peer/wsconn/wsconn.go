// Package wsconn makes a WebSocket a connection that yamux can use.
package wsconn

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

// Dial connects to url. When joined, a header waits for its body so that both are one message.
func Dial(url string, header http.Header, trust *tls.Config, joined bool) (*Conn, error) {
	dialer := websocket.Dialer{TLSClientConfig: trust, HandshakeTimeout: 10 * time.Second}
	ws, _, err := dialer.Dial(url, header)
	if err != nil {
		return nil, err
	}
	return &Conn{Conn: ws, joined: joined}, nil
}

// Conn reads a WebSocket as one byte stream. Every Write is one message; joined, a header waits
// for its body so that both go out as one.
type Conn struct {
	*websocket.Conn
	reader io.Reader
	joined bool
	header []byte
}

func (c *Conn) Read(p []byte) (int, error) {
	for {
		if c.reader == nil {
			_, r, err := c.NextReader()
			if err != nil {
				return 0, io.EOF
			}
			c.reader = r
		}
		n, err := c.reader.Read(p)
		if err == io.EOF {
			c.reader = nil
			err = nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

func (c *Conn) Write(p []byte) (int, error) {
	message := p
	if c.joined {
		isDataHeader := c.header == nil && len(p) == 12 && p[1] == 0 &&
			(p[8]|p[9]|p[10]|p[11]) != 0
		if isDataHeader {
			c.header = append([]byte(nil), p...)
			return len(p), nil
		}
		message = append(c.header, p...)
		c.header = nil
	}
	if err := c.WriteMessage(websocket.BinaryMessage, message); err != nil {
		return 0, err
	}
	return len(p), nil
}

func (c *Conn) SetDeadline(t time.Time) error {
	if err := c.SetReadDeadline(t); err != nil {
		return err
	}
	return c.SetWriteDeadline(t)
}

var _ net.Conn = (*Conn)(nil)
