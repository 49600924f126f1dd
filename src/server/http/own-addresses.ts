import { networkInterfaces } from "node:os";

/** What fits into a sentence. */
const MAX_ADDRESSES = 3;

/** Addresses by which others may reach this machine, IPv4 first; a few of them. */
export function listOwnAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((interfaces) => interfaces ?? []);
  const outward = all.filter(({ internal, address }) => !internal && !/^fe80:/i.test(address));
  const [four, six] = ["IPv4", "IPv6"].map((family) =>
    outward.filter((one) => one.family === family).map(({ address }) => address),
  );
  return [...(four ?? []), ...(six ?? [])].slice(0, MAX_ADDRESSES);
}
