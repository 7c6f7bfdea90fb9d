export { createAuthority, type TestAuthority, type TestCertificate } from './certificate';
export { Emulator, type EmulatorOptions } from './emulator';
export type { AppendFault } from './misbehaviour';
