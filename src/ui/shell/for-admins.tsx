"use client";

import type { ReactNode } from "react";
import { useStanding } from "./use-standing";

interface ForAdminsProps {
  /** What others see. */
  instead: ReactNode;
  children: ReactNode;
}

/** A page of admins: gone from the screen as soon as the reader is none any more. */
export function ForAdmins({ instead, children }: ForAdminsProps) {
  return useStanding().administers ? children : instead;
}
