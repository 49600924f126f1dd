"use client";

import { Count } from "@/ui/sidebar/count";
import { useOpenRequests } from "./use-requests";

/** How many requests for guests wait for an admin. */
export function RequestCount() {
  const { requests } = useOpenRequests();
  const { length } = requests;
  return (
    length > 0 && (
      <Count
        count={length}
        word={length === 1 ? "request for a guest" : "requests for guests"}
        loud
      />
    )
  );
}
