/** Name of the lease of the one process that routes messages. */
export const ROUTER_LEASE = 'webhook/router';
