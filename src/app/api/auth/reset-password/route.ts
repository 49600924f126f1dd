import { countByAddress, json, readJson, route } from "@/app/answer";
import { setPasswordInput } from "@/app/inputs";
import { setPasswordByLink } from "@/core/account/set-password";

export const POST = route(async ({ request }) => {
  await countByAddress("accept", request);
  const { token, newPassword } = await readJson(request, setPasswordInput);
  await setPasswordByLink(token, newPassword);
  return json({ status: true });
});
