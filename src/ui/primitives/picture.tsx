"use client";

import { useState } from "react";
import { cn } from "./cn";

/** A decorative picture. If it does not load, nothing is rendered, so that what is below it stays visible. */
export function Picture({ address, className }: { address: string; className?: string }) {
  const [broken, setBroken] = useState<string | null>(null);
  if (broken === address) return null;
  return (
    // oxlint-disable-next-line next/no-img-element -- only the reader's own session cookie can load it
    <img
      // If loading failed before hydration, no error event comes any more.
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
