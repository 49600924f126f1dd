"use client";

import type { ComponentProps } from "react";
import { late } from "@/ui/primitives/late";

/** Dialogs whose scripts are loaded when they are opened: most visits open none. */
const Create = late(
  async () => (await import("../channel/create-channel-dialog")).CreateChannelDialog,
);
const Browse = late(async () => (await import("../channel/browse-dialog")).BrowseDialog);
const NotifyAll = late(
  async () => (await import("../composer/mentions/notify-all-dialog")).NotifyAllDialog,
);
const Delete = late(async () => (await import("../message/delete-dialog")).DeleteDialog);

export function CreateChannelDialog(props: ComponentProps<typeof Create>) {
  return props.open ? <Create {...props} onMissing={props.onClose} /> : null;
}

export function BrowseDialog(props: ComponentProps<typeof Browse>) {
  return props.open ? <Browse {...props} onMissing={props.onClose} /> : null;
}

export function DeleteDialog(props: ComponentProps<typeof Delete>) {
  return props.message ? <Delete {...props} onMissing={props.onClose} /> : null;
}

export function NotifyAllDialog(props: ComponentProps<typeof NotifyAll>) {
  return props.count === null ? null : <NotifyAll {...props} onMissing={props.onClose} />;
}
