-- Devices that wanted every notice there was want the one that came later as well: that a shopper rated the help as bad.
update push_device set kinds = array_append(kinds, 'rated_bad')
where kinds @> array['assigned', 'mentioned', 'urgent', 'written'] and not 'rated_bad' = any(kinds);
