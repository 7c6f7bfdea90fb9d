export { newSigningKey, PrivateKey, PublicKey } from './ed25519';
export { InvalidKey, type SignatureVersion, type SigningKey, type VerifyingKey } from './key';
export { parseSigningKey, parseVerifyingKey } from './parse-key';
export { newSecret, SharedSecret } from './secret';
export { signatureHeader, signedHeaders, type SignableMessage, type SignedHeaders } from './sign';
export { verify, type ReceivedMessage, type Verification } from './verify';
