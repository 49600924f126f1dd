ALTER TABLE "mention" ADD COLUMN "thread_id" text;--> statement-breakpoint
CREATE INDEX "mention_thread_idx" ON "mention" USING btree ("user_id","channel_id","thread_id") WHERE "mention"."thread_id" is not null;--> statement-breakpoint
CREATE INDEX "thread_follow_user_idx" ON "thread_follow" USING btree ("user_id") WHERE "thread_follow"."following";