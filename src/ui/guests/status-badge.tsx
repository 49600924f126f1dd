import type { GuestStatus } from "@/lib/api-types";
import { Badge, type BadgeProps } from "@/ui/primitives/badge";
import { STATUS_WORDS } from "./guest-status";

const TONES: Record<GuestStatus, BadgeProps["tone"]> = {
  active: "outline",
  locked: "cut",
  expired: "neutral",
};

export function StatusBadge({ status }: { status: GuestStatus }) {
  return <Badge tone={TONES[status]}>{STATUS_WORDS[status]}</Badge>;
}
