//! Nothing acknowledged is lost: the program is killed before each of its calls, its writes are cut short, its calls
//! fail, and the power goes at any moment. tests/README.md says what each of these proves.

mod disk;
mod failing;
mod killed;
mod mutants;
#[path = "../common/needs.rs"]
mod needs;
mod power;
mod session;
mod torn;
mod verdict;
mod waiting;
mod work;

use libtest_mimic::{Arguments, Completion, Failed, Trial};

/// What a trial found wrong, in words.
type Outcome<T = ()> = Result<T, String>;

/// A test that needs these tools.
fn trial(name: &str, tools: &'static [&str], run: impl FnOnce() -> Outcome + Send + 'static) -> Trial {
    Trial::ignorable_test(name, move || match tools.iter().find_map(|tool| needs::missing(tool)) {
        Some(missing) => Ok(missing),
        None => run().map(|()| Completion::Completed).map_err(Failed::from),
    })
}

fn main() {
    let mut trials = vec![
        trial("a_power_cut_after_any_call_of_a_whole_session", &["strace"], || power::cut(session::WHOLE, 5_000)),
        trial(mutants::POWER, &["strace"], || power::cut(session::SHORT, 1_000)),
        trial("a_power_cut_after_a_declaration_that_followed_a_killed_one", &["strace"], || {
            power::cut(session::DECLARED_AGAIN, 400)
        }),
        trial(mutants::KILLED, &["strace"], || killed::everywhere(session::WHOLE, 350)),
        trial(mutants::TORN, &["strace", "cc"], || torn::everywhere(session::WHOLE, 350)),
        trial(mutants::FAILING, &["strace"], || failing::everywhere(session::WHOLE)),
        trial(mutants::WAITING, &["strace"], waiting::for_what_is_durable),
    ];
    trials.extend(mutants::trials());
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}
