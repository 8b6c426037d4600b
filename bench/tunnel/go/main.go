// Processes of the benchmark that are not ours, all ports on loopback:
//
//	hub WINDOW CARRIER FORWARD    stock Go yamux: each connection to FORWARD becomes a stream
//	agent WINDOW CARRIER TARGET   stock Go yamux: each stream is connected to TARGET
//	agents COUNT WINDOW CARRIER   so many idle agents
//	tls-server LISTEN TO          takes TLS, passes on plain
//	tls-client LISTEN TO          takes plain, passes on TLS
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"strconv"
	"time"

	"github.com/hashicorp/yamux"
)

// The buffers of the way, so that none of them hides the one of the delay line.
const socketBuffer = 256 * 1024

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func listen(port string) net.Listener {
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	must(err)
	return listener
}

func dial(port string) (net.Conn, error) {
	return net.Dial("tcp", "127.0.0.1:"+port)
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	must(err)
	return value
}

type halfCloser interface{ CloseWrite() error }

func copyAll(to, from net.Conn) {
	io.Copy(to, from)
	if half, ok := to.(halfCloser); ok {
		half.CloseWrite()
	} else {
		to.Close()
	}
}

func join(a, b net.Conn) {
	go copyAll(a, b)
	copyAll(b, a)
}

func config(window string) *yamux.Config {
	c := yamux.DefaultConfig()
	c.MaxStreamWindowSize = uint32(number(window))
	c.LogOutput = io.Discard
	return c
}

// Opens the forwarded port once the first agent is there; further agents are only kept.
func hub(window, carrier, forward string) {
	agents := listen(carrier)
	first := make(chan *yamux.Session, 1)
	go func() {
		for {
			conn, err := agents.Accept()
			must(err)
			session, err := yamux.Server(conn, config(window))
			must(err)
			select {
			case first <- session:
			default:
			}
		}
	}()
	session := <-first
	users := listen(forward)
	for {
		user, err := users.Accept()
		must(err)
		stream, err := session.Open()
		must(err)
		go join(user, stream)
	}
}

func agent(window, carrier, target string) {
	conn, err := dial(carrier)
	must(err)
	session, err := yamux.Client(conn, config(window))
	must(err)
	for {
		stream, err := session.Accept()
		must(err)
		go func() {
			local, err := dial(target)
			if err != nil {
				stream.Close()
				return
			}
			join(local, stream)
		}()
	}
}

func agents(count, window, carrier string) {
	for i := 0; i < number(count); i++ {
		conn, err := dial(carrier)
		must(err)
		_, err = yamux.Client(conn, config(window))
		must(err)
	}
	fmt.Println("ready")
	select {}
}

func narrow(conn net.Conn) net.Conn {
	tcp := conn.(*net.TCPConn)
	must(tcp.SetReadBuffer(socketBuffer))
	must(tcp.SetWriteBuffer(socketBuffer))
	return conn
}

func plain(conn net.Conn) net.Conn { return conn }

func tlsServer(port, to string) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(24 * time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	must(err)
	settings := &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}},
		MinVersion:   tls.VersionTLS13,
	}
	pass(port, to, func(conn net.Conn) net.Conn { return tls.Server(conn, settings) }, plain)
}

// The other end of the delay line is a process of the same run: who it is does not matter here.
func tlsClient(port, to string) {
	settings := &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS13}
	pass(port, to, plain, func(conn net.Conn) net.Conn { return tls.Client(conn, settings) })
}

func pass(port, to string, wrapIn, wrapOut func(net.Conn) net.Conn) {
	listener := listen(port)
	for {
		in, err := listener.Accept()
		must(err)
		go func() {
			out, err := dial(to)
			if err != nil {
				in.Close()
				return
			}
			join(wrapIn(narrow(in)), wrapOut(narrow(out)))
		}()
	}
}

func main() {
	a := os.Args[1:]
	switch a[0] {
	case "hub":
		hub(a[1], a[2], a[3])
	case "agent":
		agent(a[1], a[2], a[3])
	case "agents":
		agents(a[1], a[2], a[3])
	case "tls-server":
		tlsServer(a[1], a[2])
	case "tls-client":
		tlsClient(a[1], a[2])
	}
}
