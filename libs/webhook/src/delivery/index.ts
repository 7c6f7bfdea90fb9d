export { DELIVERY_ERRORS, type DeliveryError } from './error-code';
export { HttpSender, type DeliveryRequest, type DeliveryResult, type SenderOptions } from './http-sender';
export { InvalidCertificates } from './trusted-certificates';
