import { headers } from "next/headers";
import type { ReactNode } from "react";
import { env } from "@/lib/env";
import { describeRefusedOrigin } from "@/lib/origins";
import { appUrlInstead, isFromOwnMachine } from "@/lib/own-machine";
import { EarlyEmail } from "@/ui/gate/typed-email";
import { type RefusedAddress, RefusedAddressAlert } from "@/ui/gate/refused-address-alert";

/** The pages before the sign-in. Somebody who comes by an address that is not allowed sees one of them first. */
export default async function GateLayout({ children }: { children: ReactNode }) {
  const head = await headers();
  return (
    <>
      <RefusedAddressAlert refused={findRefused(head)} />
      {children}
      <EarlyEmail nonce={head.get("x-nonce") ?? undefined} />
    </>
  );
}

/**
 * The addresses by which a browser may have asked for this host, and at which nothing could be saved. Only the browser
 * knows which one it used: a proxy may have changed both the scheme and the host.
 */
function findRefused(sent: Headers): RefusedAddress[] {
  const host = sent.get("host") ?? "";
  const instead = (origin: string) => appUrlInstead(origin, isFromOwnMachine(sent));
  return ["http", "https"]
    .map((scheme) => `${scheme}://${host}`)
    .filter((address) => URL.canParse(address))
    .map((address) => new URL(address).origin)
    .filter((origin) => !env().allowedOrigins.includes(origin))
    .map((origin) => ({ origin, words: describeRefusedOrigin(origin, instead(origin)) }));
}
