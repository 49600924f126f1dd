"use client";

import { useEffect, useState } from "react";
import { describeFailure, RequestFailed } from "@/ui/request";
import { useConsent } from "./use-consent";

interface Push {
  subscribed: boolean;
  failure: string | null;
}

const REFUSED = "Nothing can reach this browser while it is closed: its push service refused.";

/**
 * Keeps this browser subscribed while notifications are on here, and unsubscribes it when they are off.
 * @returns whether it is subscribed, and the error as a sentence
 */
export function usePush(publicKey: string | null): Push {
  const consent = useConsent();
  const [push, setPush] = useState<Push>({ subscribed: false, failure: null });

  useEffect(() => {
    if (publicKey === null || (consent !== "on" && consent !== "off")) return;
    let current = true;
    followConsent(publicKey, consent).then(
      (subscribed) => current && setPush({ subscribed, failure: null }),
      (cause: unknown) => current && setPush({ subscribed: false, failure: describe(cause) }),
    );
    return () => {
      current = false;
    };
  }, [publicKey, consent]);

  return push;
}

async function followConsent(publicKey: string, consent: "on" | "off"): Promise<boolean> {
  const push = await import("./push-subscription");
  if (!push.canPush()) return false;
  if (consent === "on") await push.subscribeHere(publicKey);
  else await push.unsubscribeHere();
  return consent === "on";
}

function describe(cause: unknown): string {
  return cause instanceof RequestFailed ? describeFailure(cause) : REFUSED;
}
