import { NotFoundPage } from "@/ui/shell/not-found-page";

/** Inside a workspace its sidebar stays, and with it the connection that hears of another role. */
export default function NotFound() {
  return <NotFoundPage />;
}
