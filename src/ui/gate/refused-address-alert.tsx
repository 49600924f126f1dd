"use client";

import { Alert } from "@/ui/primitives/alert";
import { useHydrated } from "@/ui/use-hydrated";

export interface RefusedAddress {
  origin: string;
  words: string;
}

/** Says before anything is typed that nothing can be saved at this address, if its origin is one of the refused. */
export function RefusedAddressAlert({ refused }: { refused: RefusedAddress[] }) {
  const hydrated = useHydrated();
  const here = hydrated ? refused.find(({ origin }) => origin === window.location.origin) : null;
  if (!here) return null;
  return (
    <div className="px-6 pt-6 sm:px-10">
      <Alert>{here.words}</Alert>
    </div>
  );
}
