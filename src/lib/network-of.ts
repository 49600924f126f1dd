import ipaddr from "ipaddr.js";

/**
 * The network by which requests from an address are counted: an IPv4 address itself, or the first 64 bits of an IPv6
 * address, because a client usually has all the addresses that begin with these.
 * @param address as `clientAddress` returns it
 */
export function networkOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  const groups = ipaddr.IPv6.parse(address).parts.slice(0, 4);
  return `${groups.map((group) => group.toString(16)).join(":")}::/64`;
}
