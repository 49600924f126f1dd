"use client";

import { late } from "@/ui/primitives/late";

/** The field in which a message is edited. The toolbar of one's own message loads it. */
export const MessageEdit = late(async () => (await import("./message-edit")).MessageEdit);
