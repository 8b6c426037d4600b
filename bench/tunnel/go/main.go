// One process of the tunnel benchmark with stock Go yamux:
// WINDOW hub PORT SECONDS BULKS, or WINDOW agent PORT.
package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"sort"
	"strconv"
	"time"

	"github.com/hashicorp/yamux"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func config(window int) *yamux.Config {
	c := yamux.DefaultConfig()
	c.MaxStreamWindowSize = uint32(window)
	c.LogOutput = io.Discard
	return c
}

func agent(conn net.Conn, c *yamux.Config) {
	session, err := yamux.Client(conn, c)
	must(err)
	for {
		stream, err := session.Accept()
		if err != nil {
			return
		}
		go func() {
			kind := make([]byte, 1)
			if _, err := io.ReadFull(stream, kind); err != nil {
				return
			}
			if kind[0] == 'e' {
				io.Copy(stream, stream)
			} else {
				io.CopyBuffer(struct{ io.Writer }{io.Discard}, stream, make([]byte, 64*1024))
			}
		}()
	}
}

func hub(conn net.Conn, c *yamux.Config, seconds, bulks int) {
	session, err := yamux.Server(conn, c)
	must(err)
	time.Sleep(time.Second)
	echo, err := session.Open()
	must(err)
	_, err = echo.Write([]byte{'e'})
	must(err)
	for i := 0; i < bulks; i++ {
		bulk, err := session.Open()
		must(err)
		go func() {
			bulk.Write([]byte{'s'})
			chunk := make([]byte, 64*1024)
			for {
				if _, err := bulk.Write(chunk); err != nil {
					return
				}
			}
		}()
	}
	until := time.Now().Add(time.Duration(seconds) * time.Second)
	warm := until.Add(-time.Duration(seconds-3) * time.Second)
	var micros []int64
	one := make([]byte, 1)
	for time.Now().Before(until) {
		sentAt := time.Now()
		_, err := echo.Write(one)
		must(err)
		_, err = io.ReadFull(echo, one)
		must(err)
		if sentAt.After(warm) {
			micros = append(micros, time.Since(sentAt).Microseconds())
		}
		time.Sleep(20 * time.Millisecond)
	}
	sort.Slice(micros, func(i, j int) bool { return micros[i] < micros[j] })
	fmt.Println("echo", micros[len(micros)/2], micros[len(micros)*99/100])
}

func main() {
	window, _ := strconv.Atoi(os.Args[1])
	c := config(window)
	address := "127.0.0.1:" + os.Args[3]
	if os.Args[2] == "agent" {
		conn, err := net.Dial("tcp", address)
		must(err)
		agent(conn, c)
		return
	}
	listener, err := net.Listen("tcp", address)
	must(err)
	conn, err := listener.Accept()
	must(err)
	seconds, _ := strconv.Atoi(os.Args[4])
	bulks, _ := strconv.Atoi(os.Args[5])
	hub(conn, c, seconds, bulks)
}
