import { expect, test } from "vitest";
import { networkOf } from "@/lib/network-of";
import { resolveAddress } from "@/server/http/client-address";

test.each([
  ["nobody is believed without a proxy", "10.0.0.1", ["1.2.3.4"], 0, "10.0.0.1"],
  ["the proxy's word", "10.0.0.1", ["1.2.3.4"], 1, "1.2.3.4"],
  ["not what the client said before", "10.0.0.1", ["6.6.6.6", "1.2.3.4"], 1, "1.2.3.4"],
  ["two proxies", "10.0.0.1", ["6.6.6.6", "1.2.3.4", "10.0.0.2"], 2, "1.2.3.4"],
  ["fewer entries than proxies", "10.0.0.1", ["1.2.3.4"], 3, "1.2.3.4"],
  ["a proxy that says nothing", "10.0.0.1", [], 1, "10.0.0.1"],
  ["a proxy that says nonsense", "10.0.0.1", ["unknown"], 1, "10.0.0.1"],
  ["a port", "10.0.0.1", ["1.2.3.4:5678"], 1, "1.2.3.4"],
  ["IPv6 with a port", "::1", ["[2001:DB8::1]:443"], 1, "2001:db8::1"],
  ["IPv4 inside IPv6 in hexadecimal", "10.0.0.1", ["::ffff:808:404"], 1, "8.8.4.4"],
  ["IPv4 inside IPv6", "::ffff:10.0.0.1", [], 0, "10.0.0.1"],
  ["IPv6 spelled at length", "10.0.0.1", ["2001:0db8:0:0:0:0:0:1"], 1, "2001:db8::1"],
  ["IPv6 with a zone", "fe80::1%eth0", [], 0, "fe80::1"],
  ["a number that is no address", "10.0.0.1", ["1"], 1, "10.0.0.1"],
  ["an address in octal", "10.0.0.1", ["010.0.0.1"], 1, "10.0.0.1"],
])("%s", (_case, peer, forwarded, proxies, address) => {
  expect(resolveAddress(peer, forwarded, proxies)).toBe(address);
});

test.each([
  ["10.0.0.1", "10.0.0.1"],
  ["2001:db8:0:1::1", "2001:db8:0:1::/64"],
  ["2001:db8:0:1:ffff:0:0:1", "2001:db8:0:1::/64"],
  ["2001:0db8::2:0:0:0:7", "2001:db8:0:2::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::", "fe80:0:0:0::/64"],
  ["unknown", "unknown"],
])("%s is counted as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
