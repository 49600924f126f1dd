import { Hash, Lock } from "lucide-react";
import type { Channel } from "@/lib/api-types";
import { cn } from "@/ui/primitives/cn";

/** The icon before a channel's name: a hash for public, a lock for private. An amber dot says that guests are in it. */
export function ChannelSign({
  channel,
  className,
}: {
  channel: Pick<Channel, "visibility" | "guestCount">;
  className?: string;
}) {
  const Sign = channel.visibility === "private" ? Lock : Hash;
  return (
    <span className={cn("relative inline-grid size-4 shrink-0 place-items-center", className)}>
      <Sign aria-hidden className="size-4" />
      {channel.guestCount > 0 && (
        <span
          aria-hidden
          className="absolute -top-0.5 -right-1 size-1.75 rounded-full border-[1.5px] border-panel bg-guest"
        />
      )}
    </span>
  );
}

/** "2 guests", "1 guest". */
export function countGuests(count: number): string {
  return count === 1 ? "1 guest" : `${count} guests`;
}
