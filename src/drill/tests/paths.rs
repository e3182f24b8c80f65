//! Whole runs through the scenarios that come with the program: what comes when, and what every answer is worth.

mod campaign_day;
mod green_status_page;
mod laptop_in_the_corner;
mod locked_out;
mod midnight_certificate;
mod one_flag;
mod query_storm;
mod slow_then_gone;
mod thirty_per_cent;
mod wrong_terminal;
