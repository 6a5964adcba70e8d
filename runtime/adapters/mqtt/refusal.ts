/** Why an attempt at a connection ended, as far as the peer or the network said. */
export type Ending =
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** The peer closed the connection and said nothing. */
  | { readonly kind: 'hungUp'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'oldProtocol'; readonly reason: string };

/** "Unsupported protocol version" of MQTT 3.1.1 (1) and MQTT 5 (132). */
const PROTOCOL_CODES = new Set([1, 132]);
/** "Server unavailable", "server busy", "use another server", "quota": these pass by themselves. */
const PASSING_CODES = new Set([3, 136, 137, 139, 141, 142, 151, 156, 157]);
/** What Node calls a certificate that it does not trust, and what a server's TLS alert says of ours. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|ALTNAME|HOSTNAME_MISMATCH|INVALID_CA|CRL/;

interface PeerError extends Error {
  /** A CONNACK's or DISCONNECT's reason (number), or what the system calls the fault (string). */
  readonly code?: number | string | undefined;
}

/** Reads what mqtt.js reported last before the connection closed. */
export function endingOf(error: PeerError | undefined): Ending {
  if (error === undefined) return { kind: 'hungUp', reason: 'the broker closed the connection' };
  const reason = error.message.trim() === '' ? String(error.code ?? 'connection lost') : error.message;
  if (typeof error.code === 'number') {
    if (PROTOCOL_CODES.has(error.code)) return { kind: 'oldProtocol', reason };
    return { kind: PASSING_CODES.has(error.code) ? 'unreachable' : 'refused', reason };
  }
  if (typeof error.code === 'string' && CERTIFICATE.test(error.code)) {
    return { kind: 'refused', reason: `${reason} (${error.code})` };
  }
  return { kind: 'unreachable', reason };
}
