ALTER TABLE "timelock_operations" ADD COLUMN "refused" boolean;--> statement-breakpoint
ALTER TABLE "timelock_operations" ADD COLUMN "waits_for" text;--> statement-breakpoint
-- What the contract was heard to refuse stays refused; of what else waits at kinds that refuse without an event it is asked anew.
UPDATE "timelock_operations" SET "refused" = true WHERE "settled" IS NULL AND "told" = 'blocked' AND "predecessor" IS NULL;--> statement-breakpoint
UPDATE "timelock_operations" o SET "told" = NULL, "told_block" = NULL FROM "timelocks" t WHERE t."chain_id" = o."chain_id" AND t."address" = o."timelock" AND t."kind" IN ('zodiac-delay', 'access-manager', 'ds-pause') AND o."settled" IS NULL AND o."told" IN ('waiting', 'ready');
