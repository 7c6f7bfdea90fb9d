export { DomainError } from '@milepost/lifecycle';
