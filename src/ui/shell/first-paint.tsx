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
 * list below has measured its rows and scrolled to its end.
 */
export function FirstPaint({ items, context }: FirstPaintProps) {
  const start = Math.max(0, items.length - MAX_MESSAGES);
  return (
    <div className="absolute inset-0 flex flex-col justify-end overflow-hidden bg-paper">
      <div>
        {items.length === 0 && <ChannelBeginning channel={context.channel} />}
        {items.slice(start).map((item, index) => (
          <div key={item.key}>
            <MessageItem item={item} before={items[start + index - 1]} context={context} />
          </div>
        ))}
        <div className="h-1" />
      </div>
    </div>
  );
}
