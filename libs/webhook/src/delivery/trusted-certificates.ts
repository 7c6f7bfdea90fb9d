import { X509Certificate } from 'node:crypto';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

/** The certificates of authorities that an operator gave can't be used. */
export class InvalidCertificates extends Error {
  override readonly name = 'InvalidCertificates';
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * What a connection trusts: the authorities that come with Node.js, and those given. It is made once, since reading some
 * hundred certificates for each connection would cost more than the connection.
 * @param ca PEM, one certificate or more
 * @throws InvalidCertificates Node.js itself would take a text without certificates, and trust nobody more
 */
export function trusting(ca: string | Uint8Array | undefined): SecureContext {
  if (ca === undefined) return createSecureContext();
  const given = Buffer.from(ca).toString().match(PEM) ?? [];
  if (given.length === 0) throw new InvalidCertificates('there is no certificate in it (PEM)');
  for (const [index, pem] of given.entries()) {
    try {
      new X509Certificate(pem);
    } catch {
      throw new InvalidCertificates(`certificate ${index + 1} can’t be read`);
    }
  }
  return createSecureContext({ ca: [...rootCertificates, ...given] });
}
