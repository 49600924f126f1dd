"use client";

import type { ReactNode } from "react";
import type { Action } from "@/lib/api-types";
import { NotFoundPage } from "./not-found-page";
import { useMay } from "./use-may";

/** A page for those who may do something. It leaves the screen as soon as the user may not do that any more. */
export function OnlyFor({ action, children }: { action: Action; children: ReactNode }) {
  return useMay(action) ? children : <NotFoundPage />;
}
