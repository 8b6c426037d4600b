// A stock hashicorp/yamux client over a WebSocket, as a node would run it. The hub's side of the
// test opens streams; the first line of each says what to do with it.
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"activate.test/peer/wsconn"

	"github.com/hashicorp/yamux"
)

func fail(what string, err error) {
	fmt.Println("error", what, err)
	os.Exit(1)
}

func serve(stream net.Conn) {
	in := bufio.NewReaderSize(stream, 64*1024)
	line, err := in.ReadString('\n')
	if err != nil {
		stream.Close()
		return
	}
	words := strings.Fields(line)
	switch words[0] {
	case "echo":
		io.Copy(stream, in)
	case "digest":
		hash := sha256.New()
		n, _ := io.Copy(hash, in)
		fmt.Fprintf(stream, "%d %s", n, hex.EncodeToString(hash.Sum(nil)))
	case "source":
		n, _ := strconv.Atoi(words[1])
		// One write: the library sends frames as large as the window that it has.
		if _, err := stream.Write(pattern(n)); err != nil {
			fmt.Println("source ended:", err)
		}
	}
	stream.Close()
}

func pattern(n int) []byte {
	bytes := make([]byte, n)
	for i := range bytes {
		bytes[i] = byte(i % 251)
	}
	return bytes
}

// open opens a stream of the client's own and expects the hub to echo it, half-close included.
func open(session *yamux.Session) {
	stream, err := session.Open()
	if err != nil {
		fail("open", err)
	}
	sent := pattern(300_000)
	go func() {
		stream.Write(sent)
		stream.Close()
	}()
	got, err := io.ReadAll(stream)
	if err != nil || string(got) != string(sent) {
		fail(fmt.Sprintf("echo of %d bytes", len(got)), err)
	}
	fmt.Println("opened and echoed")
}

func main() {
	url, mode := os.Args[1], os.Args[2]
	conn, err := wsconn.Dial(url, nil, nil, mode == "joined")
	if err != nil {
		fail("dial", err)
	}
	config := yamux.DefaultConfig()
	config.KeepAliveInterval = time.Second
	if mode == "large" {
		config.MaxStreamWindowSize = 6 << 20
	}
	session, err := yamux.Client(conn, config)
	if err != nil {
		fail("client", err)
	}
	go open(session)
	for {
		stream, err := session.Accept()
		if err != nil {
			fmt.Println("session over:", err)
			return
		}
		go serve(stream)
	}
}
