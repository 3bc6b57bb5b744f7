-- Credits that agents may cost in a project; null: as much as they cost.
alter table projects add column budget int check (budget >= 0);
