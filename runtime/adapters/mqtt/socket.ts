import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type IClientOptions, MqttClient } from 'mqtt';
import { limits } from '../../domain/limits.ts';
import { PublishSplitter } from './publishSplitter.ts';

/** Where to, and by which certificates. */
export interface Peer {
  readonly url: string;
  readonly protocolVersion: 4 | 5;
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

type Take = (topic: string, payload: Uint8Array, retain: boolean) => void;

/**
 * An mqtt.js client on a connection of ours. QoS 0 messages go straight to `take`, all others come as its `message`
 * events; `giant` is called when a packet of more than `limits.packetBytesMax` bytes is announced.
 */
export function openClient(peer: Peer, options: IClientOptions, take: Take, giant: () => void): MqttClient {
  const url = new URL(peer.url);
  const named = { ...loginOf(url), ...options };
  return new MqttClient(() => {
    const socket = openSocket(url, peer);
    const splitter = new PublishSplitter(peer.protocolVersion, limits.packetBytesMax, take);
    // mqtt.js reads by nothing but this pipe.
    socket.pipe = (reader) => {
      socket.on('data', (chunk) => {
        const { rest, tooLarge } = splitter.split(chunk);
        if (tooLarge) return giant();
        for (const bytes of rest) {
          if (!reader.write(bytes) && !socket.isPaused()) {
            socket.pause();
            reader.once('drain', () => socket.resume());
          }
        }
      });
      return reader;
    };
    return socket;
  }, named);
}

function openSocket(url: URL, { ca, cert, key }: Peer): Socket {
  // An IPv6 address stands in brackets in a URL.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'mqtts:';
  const port = url.port === '' ? (secure ? 8883 : 1883) : Number(url.port);
  // Nagle's algorithm would hold a small command back until the last one is acknowledged: up to 40 ms.
  const where = { host, port, noDelay: true };
  if (!secure) return connectTcp(where);
  return connectTls({
    ...where,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  });
}

function loginOf(url: URL): { readonly username?: string; readonly password?: string } {
  return {
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
  };
}
