//! Words that tell nothing of a cause: everyday English, and the furniture of operations.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::stem;

/// The words, in lower case, and what their stems are.
pub static COMMON: LazyLock<HashSet<&str>> =
    LazyLock::new(|| WORDS.split_whitespace().flat_map(|word| [word, stem(word)]).collect());

const WORDS: &str = "
able about above access account across address admin after afternoon again against alarm alert almost alone
along already also although always among another answer anybody anything application april around arrive asked
august autumn away back backend because become been before began begin behind being below best better between
beyond book both bring brings browser built busy call came cannot carry case cause chance change chart check
clear client close cluster code colleague come common company complete component computer connect could count
course customer daily dashboard data database date days december desk does doing domain done down during each
early east easy either else empty ends engineer enough error even evening event ever every everybody everyone
everything exactly except face fact fail failed failure fall family fast faster february feel felt file find
fine first five follow form found four free friday from front further gateway gave getting give given goes
going gone good graph great group grow guest half hand happen hard have having head hear heard held help here
high hold home host hour however hundred idea incident infrastructure inside instead internal internet into
issue itself january july june just keep kept kind knew know known large last late later lead learn least
leave left less lets like line list little live login long longer look lost machine made mail main make
manager many march market matter mean meet message metric midnight might mind minute monday monitor month more
morning most move much must myself name near nearly need neither network never next nice night nine nobody
node none noon normal note nothing notice november number october office often once online only open operation
order ordinary other ought ours outage over page panel part partner pass password past payment people percent
perhaps person phone piece place plain plan platform please point possible press primary problem process
product production project provider public push quick quiet quite rate rather reach read ready real really
reason record recover release remote report request response rest restart result right room root round
router running runs safe said same saturday saying says screen script search second seem seen sell send sense
sent september serve server service session seven several shall share shop short should show side sign sign-in
sign-on simple since site slow small software some somebody someone something soon sort source speak spring
staff stand standby start state status stay step still stop store such summer sunday supplier support sure
switch system table take talk target task team tech tell test than that their them then there these they thing
think third this those though thought thousand three through thursday ticket time times today together told
tomorrow took tool toward traffic tried true tuesday turn twice under until update upload upon used user uses
usual vendor version very visitor wait walk want warn watch watcher ways website wednesday week well went were
what when where whether which while whole whom whose wide will window winter with within without word work
worker world would write year yesterday your yours zero
";
