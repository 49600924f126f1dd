import { useState } from "react";
import { cn } from "@/ui/primitives/cn";
import { AsItCame } from "@/ui/primitives/late-hydration";
import { useHydrated } from "@/ui/use-hydrated";
import type { ListItem } from "../message/group-messages";
import { ChannelBeginning } from "../message/message-dividers";
import { type ListContext, MessageItem } from "../message/message-item";

/** More messages than fit on any screen. The virtual list takes over as soon as it can measure. */
const MAX_MESSAGES = 40;

interface FirstPaintProps {
  items: ListItem[];
  context: ListContext;
}

/**
 * The newest messages, laid out at once. The server renders them, and a switch of channel shows them until the virtual
 * list below has measured its rows and scrolled to its end. They stand at the lower edge, so they are shown only when
 * the last of them is there: otherwise each part of the page that arrives would move what came before it.
 */
export function FirstPaint({ items, context }: FirstPaintProps) {
  const hydrated = useHydrated();
  const [isFromServer] = useState(!hydrated);
  const start = Math.max(0, items.length - MAX_MESSAGES);
  return (
    <div
      className={cn(
        "absolute inset-0 flex flex-col justify-end overflow-hidden bg-paper not-has-[[data-end]]:invisible",
        isFromServer && hydrated && "pointer-events-none",
      )}
    >
      {isFromServer && typeof window !== "undefined" ? (
        <div suppressHydrationWarning dangerouslySetInnerHTML={UNTOUCHED} />
      ) : (
        <div>
          <AsItCame value={isFromServer}>
            {items.length === 0 && <ChannelBeginning channel={context.channel} />}
            {items.slice(start).map((item, index) => (
              <div key={item.key}>
                <MessageItem item={item} before={items[start + index - 1]} context={context} />
              </div>
            ))}
          </AsItCame>
          <div className="h-1" data-end />
        </div>
      )}
    </div>
  );
}

/**
 * React leaves what the server rendered in such an element as it is. The list replaces it before anybody could use it,
 * and making forty messages live for that moment was the longest work of a page's beginning.
 */
const UNTOUCHED = { __html: "" };
