// A whole agent made of stock parts: it registers, links with a plain hashicorp/yamux client and
// pipes each stream that the hub opens to the node's SSH server.
//
//	agent SERVER CA_FILE SSH_HOST_KEY    (the registration token comes on standard input)
package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"time"

	"activate.test/peer/wsconn"

	"github.com/hashicorp/yamux"
)

type platform struct {
	server string
	trust  *tls.Config
	client *http.Client
}

func (p *platform) post(path string, authorization string, body any, answer any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequest("POST", p.server+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	if authorization != "" {
		request.Header.Set("Authorization", authorization)
	}
	response, err := p.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		problem, _ := io.ReadAll(response.Body)
		return fmt.Errorf("%s: %s %s", path, response.Status, problem)
	}
	return json.NewDecoder(response.Body).Decode(answer)
}

func (p *platform) heartbeats(authorization string, facts map[string]any) {
	for {
		var answer map[string]any
		if err := p.post("/api/agent/heartbeat", authorization, facts, &answer); err != nil {
			log.Println("heartbeat:", err)
		}
		time.Sleep(15 * time.Second)
	}
}

func pipe(stream *yamux.Stream) {
	conn, err := net.DialTimeout("tcp", "127.0.0.1:22", 5*time.Second)
	if err != nil {
		log.Println("sshd:", err)
		stream.Close()
		return
	}
	ssh := conn.(*net.TCPConn)
	defer ssh.Close()
	done := make(chan struct{})
	go func() {
		io.Copy(ssh, stream)
		ssh.CloseWrite()
		close(done)
	}()
	io.Copy(stream, ssh)
	stream.Close()
	<-done
}

func run() error {
	pem, err := os.ReadFile(os.Args[2])
	if err != nil {
		return err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	trust := &tls.Config{RootCAs: roots}
	p := &platform{
		server: os.Args[1],
		trust:  trust,
		client: &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{TLSClientConfig: trust}},
	}
	token, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	hostname, err := os.Hostname()
	if err != nil {
		return err
	}
	facts := map[string]any{
		"hostname": hostname, "os": runtime.GOOS, "arch": runtime.GOARCH, "ipAddresses": []string{},
		"sshHostKeys": []string{os.Args[3]}, "agentVersion": "stock",
	}
	registration := map[string]any{"token": strings.TrimSpace(string(token))}
	for name, value := range facts {
		registration[name] = value
	}
	var identity struct{ ApiKey string }
	if err := p.post("/api/agent/register", "", registration, &identity); err != nil {
		return err
	}
	authorization := "Basic " + base64.StdEncoding.EncodeToString([]byte(identity.ApiKey+":"))
	conn, err := wsconn.Dial(
		"wss"+strings.TrimPrefix(p.server, "https")+"/ws/ssh/tunnel",
		http.Header{"Authorization": {authorization}}, p.trust, false)
	if err != nil {
		return err
	}
	session, err := yamux.Client(conn, yamux.DefaultConfig())
	if err != nil {
		return err
	}
	go p.heartbeats(authorization, facts)
	log.Println("linked")
	for {
		stream, err := session.AcceptStream()
		if err != nil {
			return err
		}
		go pipe(stream)
	}
}

func main() {
	if len(os.Args) != 4 {
		log.Fatalln("usage: agent SERVER CA_FILE SSH_HOST_KEY < TOKEN")
	}
	log.Fatalln("over:", run())
}
