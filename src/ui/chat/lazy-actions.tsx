"use client";

import { type ComponentProps, lazy, Suspense } from "react";

const load = () => import("./message-actions");
const Actions = lazy(async () => ({ default: (await load()).MessageActions }));

/** The row's toolbar with its menus: fetched when the first row is pointed at or focused. */
export function MessageActions(props: ComponentProps<typeof Actions>) {
  return (
    <Suspense>
      <Actions {...props} />
    </Suspense>
  );
}
