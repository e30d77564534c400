-- A row of up to half a page is kept as it is: to compress it took more than it saved.
ALTER TABLE "timelock_operations" SET (toast_tuple_target = 4080);
