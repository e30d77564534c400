-- The columns that lists are filtered by, in front of the others: a row is read up to the last column that a filter asks for, and of
-- those that a filter leaves out nothing else is. The same rows, constraints and indexes as before.
ALTER TABLE "timelock_operations" RENAME TO "timelock_operations_before";--> statement-breakpoint
CREATE TABLE "timelock_operations" (
	"chain_id" bigint NOT NULL,
	"scheduled_block" bigint NOT NULL,
	"scheduled_at" bigint NOT NULL,
	"last_block" bigint NOT NULL,
	"calls" integer NOT NULL,
	"instances" integer NOT NULL,
	"search" "tsvector" NOT NULL,
	"targets" text[] NOT NULL,
	"proposer" text,
	"upgraded" text[] NOT NULL,
	"settled" text,
	"due" numeric(78, 0) NOT NULL,
	"expires" numeric(78, 0),
	"predecessor" text,
	"predecessor_done" boolean,
	"refused" boolean,
	"timelock" text NOT NULL,
	"id" text NOT NULL,
	"eta" numeric(78, 0) NOT NULL,
	"scheduled_transaction" text NOT NULL,
	"cancelled_block" bigint,
	"cancelled_at" bigint,
	"executed_block" bigint,
	"executed_at" bigint,
	"waits_for" text,
	"freed_at" bigint,
	"selectors" text[] NOT NULL,
	"proposer_from" text,
	"risks" text[] NOT NULL,
	"told" text,
	"told_eta" numeric(78, 0),
	"told_block" bigint,
	"told_problem" text,
	"mismatch" text,
	"operation" text NOT NULL
) WITH (toast_tuple_target = 4080);--> statement-breakpoint
INSERT INTO "timelock_operations" ("chain_id", "scheduled_block", "scheduled_at", "last_block", "calls", "instances", "search", "targets", "proposer", "upgraded", "settled", "due", "expires", "predecessor", "predecessor_done", "refused", "timelock", "id", "eta", "scheduled_transaction", "cancelled_block", "cancelled_at", "executed_block", "executed_at", "waits_for", "freed_at", "selectors", "proposer_from", "risks", "told", "told_eta", "told_block", "told_problem", "mismatch", "operation")
SELECT "chain_id", "scheduled_block", "scheduled_at", "last_block", "calls", "instances", "search", "targets", "proposer", "upgraded", "settled", "due", "expires", "predecessor", "predecessor_done", "refused", "timelock", "id", "eta", "scheduled_transaction", "cancelled_block", "cancelled_at", "executed_block", "executed_at", "waits_for", "freed_at", "selectors", "proposer_from", "risks", "told", "told_eta", "told_block", "told_problem", "mismatch", "operation" FROM "timelock_operations_before";--> statement-breakpoint
DROP TABLE "timelock_operations_before";--> statement-breakpoint
ALTER TABLE "timelock_operations" ADD CONSTRAINT "timelock_operations_chain_id_timelock_id_pk" PRIMARY KEY ("chain_id", "timelock", "id");--> statement-breakpoint
CREATE INDEX "timelock_operations_all_due" ON "timelock_operations" USING btree ("due","chain_id","timelock","id");--> statement-breakpoint
CREATE INDEX "timelock_operations_all_open" ON "timelock_operations" USING btree ("due","chain_id","timelock","id") WHERE "timelock_operations"."settled" is null;--> statement-breakpoint
CREATE INDEX "timelock_operations_all_scheduled" ON "timelock_operations" USING btree ("scheduled_at","chain_id","timelock","id");--> statement-breakpoint
CREATE INDEX "timelock_operations_due" ON "timelock_operations" USING btree ("chain_id","timelock","due","id");--> statement-breakpoint
CREATE INDEX "timelock_operations_open" ON "timelock_operations" USING btree ("chain_id","timelock","due","id") WHERE "timelock_operations"."settled" is null;--> statement-breakpoint
CREATE INDEX "timelock_operations_predecessor" ON "timelock_operations" USING btree ("chain_id","timelock","predecessor") WHERE "timelock_operations"."predecessor" is not null;--> statement-breakpoint
CREATE INDEX "timelock_operations_scheduled" ON "timelock_operations" USING btree ("chain_id","timelock","scheduled_at","id");--> statement-breakpoint
CREATE INDEX "timelock_operations_search" ON "timelock_operations" USING gin ("search") WITH (gin_pending_list_limit=512);--> statement-breakpoint
CREATE INDEX "timelock_operations_settled" ON "timelock_operations" USING btree ("settled","chain_id","timelock");--> statement-breakpoint
CREATE INDEX "timelock_operations_unclear" ON "timelock_operations" USING btree ("scheduled_at","chain_id","timelock","id") WHERE "timelock_operations"."settled" in ('passed', 'unset', 'unknown');
