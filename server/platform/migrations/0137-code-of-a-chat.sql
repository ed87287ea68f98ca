-- Whose word a redeemed code is: the chat that it was made for, not everybody whose contact is made the same one later. Null: an older code, which vouches for nobody.
alter table contact_code add column visitor text;
