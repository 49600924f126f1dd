import { isIPv6 } from "node:net";

/**
 * The network by which requests from an address are counted: an IPv4 address itself, or the first 64 bits of an IPv6
 * address, because a client usually has all the addresses that begin with these.
 * @param address as `clientAddress` returns it
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const between = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array.from({ length: between }, () => "0"), ...last];
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}
