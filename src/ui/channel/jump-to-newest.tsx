import { ArrowDown } from "lucide-react";
import { Button } from "@/ui/primitives/button";

/** The button that scrolls to the newest message, with the number of messages that arrived meanwhile. */
export function JumpToNewest({ count, onJump }: { count: number; onJump: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
      <Button
        variant={count > 0 ? "primary" : "secondary"}
        onClick={onJump}
        className="pointer-events-auto animate-rise rounded-full shadow-float"
      >
        <ArrowDown aria-hidden />
        {count === 0 ? "Jump to newest" : count === 1 ? "1 new message" : `${count} new messages`}
      </Button>
    </div>
  );
}
