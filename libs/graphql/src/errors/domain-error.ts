export { DomainError, Unavailable } from '@milepost/lifecycle';
