"use client";

import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { ListItem } from "./group-messages";
import { type ListContext, MessageItem } from "./message-item";

interface PrintedMessagesProps {
  items: ListItem[];
  context: ListContext;
}

/** All messages that are loaded, for paper. The virtual list has only those on the screen. */
export function PrintedMessages({ items, context }: PrintedMessagesProps) {
  if (!usePrinting()) return null;
  return (
    <div className="hidden print:block">
      {items.map((item, index) => (
        <MessageItem key={item.key} item={item} before={items[index - 1]} context={context} />
      ))}
    </div>
  );
}

function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    // The page is printed as it is when the event has been handled.
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return printing;
}
