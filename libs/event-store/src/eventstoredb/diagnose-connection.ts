import { readFileSync } from 'node:fs';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { EventStoreUnavailable } from '../event-store';
import { CertificateRefused, HostUnreachable } from './connection-errors';
import type { ConnectionTarget, Host } from './connection-url';

const PROBE_MS = 3_000;
/** Codes of Node for a certificate that is not taken; OpenSSL's own names of reasons are all upper case. */
const CERTIFICATE = /CERT|SELF_SIGNED|SIGNATURE|ISSUER|CRL|ALTNAME/;

/**
 * Why a target can't be used, as far as connecting to its servers shows; the client itself tells of all reasons alike.
 * Undefined when at least one of them can be reached in the way that is asked for.
 */
export async function diagnoseConnection(target: ConnectionTarget): Promise<EventStoreUnavailable | undefined> {
  const failures = await Promise.all(target.hosts.map((host) => probe(host, target)));
  if (failures.some((failure) => failure === undefined)) return undefined;
  const refused = failures.findIndex((failure) => CERTIFICATE.test(failure!.code ?? ''));
  const index = refused < 0 ? 0 : refused;
  const { code, message } = failures[index]!;
  const at = `${target.hosts[index].address}:${target.hosts[index].port}`;
  const why = code ?? message;
  if (refused >= 0) {
    return new CertificateRefused(
      `EventStoreDB ${at} 的证书不被信任(${why})。 The certificate of EventStoreDB at ${at} is not trusted (${why}).`,
    );
  }
  if (code !== undefined && /SSL|TLS|EPROTO/.test(code)) {
    const text = `EventStoreDB ${at} 不使用 TLS(${why})。 EventStoreDB at ${at} does not speak TLS (${why}): tls=false?`;
    return new EventStoreUnavailable(text);
  }
  return new HostUnreachable(`无法连接 EventStoreDB ${at}(${why})。 EventStoreDB at ${at} can’t be reached (${why}).`);
}

function probe(host: Host, target: ConnectionTarget): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const socket = open(host, target);
    const end = (failure?: NodeJS.ErrnoException) => {
      socket.destroy();
      resolve(failure);
    };
    socket.once(target.tls ? 'secureConnect' : 'connect', () => end());
    socket.on('error', end);
    socket.setTimeout(PROBE_MS, () => end(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
  });
}

function open({ address, port }: Host, { tls, tlsCaFile, userCertFile, userKeyFile }: ConnectionTarget): Socket {
  const host = address.replace(/^\[|\]$/g, '');
  if (!tls) return connectTcp({ host, port });
  const file = (path: string | undefined) => (path === undefined ? undefined : readFileSync(path));
  return connectTls({
    host,
    port,
    servername: /^[\d.:]+$/.test(host) ? undefined : host,
    ca: file(tlsCaFile),
    cert: file(userCertFile),
    key: file(userKeyFile),
    ALPNProtocols: ['h2'],
  });
}
