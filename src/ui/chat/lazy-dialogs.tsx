"use client";

import { type ComponentProps, lazy, Suspense } from "react";

/** Dialogs whose script is fetched when they are opened first: most visits open none. */
const Create = lazy(async () => ({
  default: (await import("./create-channel-dialog")).CreateChannelDialog,
}));
const Browse = lazy(async () => ({ default: (await import("./browse-dialog")).BrowseDialog }));
const NotifyAll = lazy(async () => ({
  default: (await import("./mentions/notify-all-dialog")).NotifyAllDialog,
}));
const Delete = lazy(async () => ({ default: (await import("./delete-dialog")).DeleteDialog }));

export function CreateChannelDialog(props: ComponentProps<typeof Create>) {
  return props.open ? (
    <Suspense>
      <Create {...props} />
    </Suspense>
  ) : null;
}

export function BrowseDialog(props: ComponentProps<typeof Browse>) {
  return props.open ? (
    <Suspense>
      <Browse {...props} />
    </Suspense>
  ) : null;
}

export function DeleteDialog(props: ComponentProps<typeof Delete>) {
  return props.message ? (
    <Suspense>
      <Delete {...props} />
    </Suspense>
  ) : null;
}

export function NotifyAllDialog(props: ComponentProps<typeof NotifyAll>) {
  return props.count === null ? null : (
    <Suspense>
      <NotifyAll {...props} />
    </Suspense>
  );
}
