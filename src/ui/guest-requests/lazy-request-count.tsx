"use client";

import { late } from "@/ui/primitives/late";

/** How many requests wait for an admin, beside the link to the page that shows them. Only admins load it. */
export const RequestCount = late(async () => (await import("./request-count")).RequestCount);
