/**
 * Networks that are not of the public Internet, or not of it alone: by the registries of special-purpose addresses of
 * IANA (RFC 6890 and what came after). An operator may list some of them as allowed.
 */
export const SPECIAL_NETWORKS = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // behind the NAT of a carrier, or of a cloud
  '127.0.0.0/8', // this machine
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocols
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // relays of 6to4
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '2001::/23', // protocols: Teredo, ORCHID, benchmarks
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4
  '3fff::/20', // documentation
];

/** Of IPv6, only this part is in use on the Internet: what lies outside is special whatever it is called. */
export const GLOBAL_IPV6 = '2000::/3';

/**
 * Never, even where they are listed: what answers there knows the keys of the machine, or it is no single host.
 * The metadata of clouds stands under several addresses, some of them in networks that one may want to list.
 */
export const NEVER_NETWORKS = [
  '0.0.0.0/32', // unspecified: this machine, in practice
  '169.254.0.0/16', // link-local, with the metadata of most clouds
  '100.100.100.200/32', // metadata: Alibaba Cloud
  '168.63.129.16/32', // the host of a machine in Azure
  '192.0.0.192/32', // metadata: Oracle
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
  '::/128', // unspecified
  'fe80::/10', // link-local
  'fd00:ec2::/32', // metadata and local servers: AWS
  'fd20:ce::/32', // metadata: Google
  'ff00::/8', // multicast
];
