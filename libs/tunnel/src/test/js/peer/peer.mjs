// The JavaScript implementation of libp2p as a client over a WebSocket. The hub's side of the test
// opens streams; the first line of each says what to do with it.
import { createHash } from 'node:crypto'
import { yamux } from '@chainsafe/libp2p-yamux'
import { defaultLogger } from '@libp2p/logger'
import WebSocket from 'ws'

const [, , url, mode] = process.argv

function pattern (n) {
  const bytes = new Uint8Array(n)
  for (let i = 0; i < n; i++) {
    bytes[i] = i % 251
  }
  return bytes
}

async function serve (stream) {
  let line
  const rest = (async function * () {
    for await (const list of stream.source) {
      let bytes = Buffer.from(list.subarray())
      if (line === undefined) {
        const end = bytes.indexOf(10)
        line = bytes.subarray(0, end).toString().split(' ')
        bytes = bytes.subarray(end + 1)
      }
      if (bytes.length > 0) {
        yield bytes
      }
    }
  })()
  const first = await rest.next()
  const input = (async function * () {
    if (!first.done) {
      yield first.value
      yield * rest
    }
  })()
  switch (line[0]) {
    case 'echo':
      return stream.sink(input)
    case 'digest': {
      const hash = createHash('sha256')
      let n = 0
      for await (const bytes of input) {
        n += bytes.length
        hash.update(bytes)
      }
      return stream.sink([Buffer.from(`${n} ${hash.digest('hex')}`)])
    }
    case 'source':
      return stream.sink([pattern(Number(line[1]))])
  }
}

async function open (muxer) {
  const stream = await muxer.newStream()
  const sent = pattern(300_000)
  const sending = stream.sink([sent])
  const parts = []
  for await (const list of stream.source) {
    parts.push(Buffer.from(list.subarray()))
  }
  await sending
  if (!Buffer.concat(parts).equals(Buffer.from(sent))) {
    throw new Error('echo differs')
  }
  console.log('opened and echoed')
}

const ws = new WebSocket(url, { perMessageDeflate: false })
ws.binaryType = 'nodebuffer'
ws.on('open', async () => {
  const muxer = yamux({ enableKeepAlive: true, keepAliveInterval: 1000 })({
    logger: defaultLogger()
  }).createStreamMuxer({
    direction: 'outbound',
    onIncomingStream: stream => {
      serve(stream).catch(e => console.log('stream ended:', e.message))
    }
  })
  const incoming = (async function * () {
    for await (const [message] of on(ws)) {
      yield message
    }
  })()
  muxer.sink(incoming).then(() => console.log('session over'), e => console.log('session over:', e))
  open(muxer).catch(e => console.log('error', e))
  for await (const frame of muxer.source) {
    const bytes = Buffer.from(frame.subarray())
    if (mode === 'split' && bytes.length > 12) {
      ws.send(bytes.subarray(0, 12))
      ws.send(bytes.subarray(12))
    } else {
      ws.send(bytes)
    }
  }
  ws.close()
})
ws.on('error', e => {
  console.log('error', e.message)
  process.exit(1)
})
ws.on('close', () => process.exit(0))

async function * on (socket) {
  const queue = []
  let wake = () => {}
  let closed = false
  socket.on('message', m => { queue.push([m]); wake() })
  socket.on('close', () => { closed = true; wake() })
  while (true) {
    while (queue.length > 0) {
      yield queue.shift()
    }
    if (closed) {
      return
    }
    await new Promise(resolve => { wake = resolve })
  }
}
