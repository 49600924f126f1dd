"use client";

import { useState } from "react";
import { cn } from "./cn";

/** A picture that says nothing of its own; where it does not come there is nothing, for what is beneath. */
export function Picture({ address, className }: { address: string; className?: string }) {
  const [broken, setBroken] = useState<string | null>(null);
  if (broken === address) return null;
  return (
    // oxlint-disable-next-line next/no-img-element -- only the reader's own cookie may fetch it
    <img
      // One that failed before this page was awake has told nobody.
      ref={(img) => {
        if (img?.complete && img.naturalWidth === 0) setBroken(address);
      }}
      key={address}
      src={address}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setBroken(address)}
      className={cn("object-cover", className)}
    />
  );
}
