//! A disk as a power cut may find it, made from recorded system calls. What was not synced may be there, or in part, or
//! not at all; a name is there or not, and a rename is one step.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::Outcome;

/// What a call did.
pub enum Event {
    /// It changed the disk, or made something durable.
    Changed,
    /// The program said this.
    Said(Vec<u8>),
    /// Nothing that matters here.
    Nothing,
}

/// The files below the root: `None` is a folder.
pub type Tree = BTreeMap<PathBuf, Option<Content>>;
/// What a file holds.
pub type Content = Arc<Vec<u8>>;
/// The names in a folder and what they stand for.
type Names = BTreeMap<String, usize>;

/// A folder or a file: as it looks to programs, and as it is for sure after a power cut.
#[derive(Clone)]
enum Node {
    Folder { live: Names, durable: Names },
    File { live: Content, durable: Content },
}

/// A change of names that is not durable yet.
#[derive(Clone)]
struct Change {
    folder: usize,
    gone: Option<String>,
    new: Option<(String, usize)>,
}

struct Handle {
    node: usize,
    at: usize,
    append: bool,
}

/// The disk, whose root is there for sure.
pub struct Disk {
    root: PathBuf,
    nodes: Vec<Node>,
    changes: Vec<Change>,
    open: HashMap<i64, Handle>,
}

/// What is new in a journal is cut at every byte, or at about so many places.
const JOURNAL_CUTS: usize = 400;
/// The same of another file.
const CUTS: usize = 6;

/// A recorded call.
struct Call<'a> {
    name: &'a str,
    /// Its texts.
    texts: Vec<Vec<u8>>,
    /// Its other arguments.
    arguments: Vec<&'a str>,
    result: i64,
}

impl Call<'_> {
    /// From a line of `strace -f -xx`; `None` for what is no call, or one that failed or did not return.
    fn read(line: &str) -> Option<Call<'_>> {
        let (_, call) = line.split_once(' ')?;
        let (name, rest) = call.trim_start().split_once('(')?;
        let (arguments, result) = rest.rsplit_once(" = ")?;
        let result = result.split(' ').next()?.parse().ok().filter(|result| *result >= 0)?;
        let byte = |hex: &str| u8::from_str_radix(hex, 16).unwrap_or_default();
        let text = |quoted: &str| quoted.split("\\x").skip(1).map(byte).collect();
        let texts = arguments.split('"').skip(1).step_by(2).map(text).collect();
        let arguments = arguments.trim_end().trim_end_matches(')').split(", ").collect();
        Some(Call { name, texts, arguments, result })
    }

    fn number(&self, place: usize) -> i64 {
        self.arguments.get(place).and_then(|number| number.parse().ok()).unwrap_or(-1)
    }

    fn path(&self, place: usize) -> PathBuf {
        String::from_utf8_lossy(&self.texts[place]).into_owned().into()
    }
}

impl Disk {
    pub fn new(root: &Path) -> Disk {
        let folder = Node::Folder { live: Names::new(), durable: Names::new() };
        Disk { root: root.into(), nodes: vec![folder], changes: Vec::new(), open: HashMap::new() }
    }

    /// Puts this behind what is in a file, for sure.
    pub fn append(&mut self, path: &Path, bytes: &[u8]) {
        let Some((_, _, Some(file))) = self.find(path) else { return };
        if let Node::File { live, durable } = &mut self.nodes[file] {
            Arc::make_mut(live).extend_from_slice(bytes);
            *durable = Arc::clone(live);
        }
    }

    /// Takes a recorded call.
    pub fn take(&mut self, line: &str) -> Outcome<Event> {
        let Some(call) = Call::read(line) else { return Ok(Event::Nothing) };
        match call.name {
            "openat" => self.open(&call),
            "mkdir" => {
                let Some((folder, name, None)) = self.find(&call.path(0)) else { return Ok(Event::Nothing) };
                let new = self.add(Node::Folder { live: Names::new(), durable: Names::new() });
                self.change(Change { folder, gone: None, new: Some((name, new)) });
            }
            "write" if call.number(0) == 1 => return Ok(Event::Said(call.texts[0].clone())),
            "write" => return Ok(self.write(&call)),
            "ftruncate" => {
                let length = call.number(1) as usize;
                if let Some(Node::File { live, .. }) = self.node(call.number(0)) {
                    Arc::make_mut(live).resize(length, 0);
                }
            }
            "fsync" | "fdatasync" => self.sync(call.number(0)),
            "rename" | "renameat" | "renameat2" => {
                let from = self.find(&call.path(0));
                let (Some((folder, name, Some(node))), Some((other, new, _))) = (from, self.find(&call.path(1))) else {
                    return Err(format!("what is renamed is not known: {line}"));
                };
                if folder != other {
                    return Err(format!("renamed from folder to folder: {line}"));
                }
                self.change(Change { folder, gone: Some(name), new: Some((new, node)) });
            }
            "unlink" | "unlinkat" | "rmdir" => {
                let Some((folder, name, Some(_))) = self.find(&call.path(0)) else { return Ok(Event::Nothing) };
                self.change(Change { folder, gone: Some(name), new: None });
            }
            "flock" | "fchmod" | "chmod" => return Ok(Event::Nothing),
            _ => return Err(format!("a call of which it is not known what it does to a disk: {line}")),
        }
        Ok(Event::Changed)
    }

    fn open(&mut self, call: &Call<'_>) {
        let flags = call.arguments[2];
        self.open.remove(&call.result);
        let Some((folder, name, known)) = self.find(&call.path(0)) else { return };
        let node = match known {
            Some(node) => node,
            None if !flags.contains("O_CREAT") => return,
            None => {
                let new = self.add(Node::File { live: Content::default(), durable: Content::default() });
                self.change(Change { folder, gone: None, new: Some((name, new)) });
                new
            }
        };
        if let Node::File { live, .. } = &mut self.nodes[node]
            && flags.contains("O_TRUNC")
        {
            *live = Content::default();
        }
        self.open.insert(call.result, Handle { node, at: 0, append: flags.contains("O_APPEND") });
    }

    fn write(&mut self, call: &Call<'_>) -> Event {
        let Some(handle) = self.open.get_mut(&call.number(0)) else { return Event::Nothing };
        let Node::File { live, .. } = &mut self.nodes[handle.node] else { return Event::Nothing };
        let bytes = &call.texts[0][..call.result as usize];
        let at = if handle.append { live.len() } else { handle.at };
        handle.at = at + bytes.len();
        let live = Arc::make_mut(live);
        live.resize(live.len().max(handle.at), 0);
        live[at..handle.at].copy_from_slice(bytes);
        Event::Changed
    }

    fn sync(&mut self, handle: i64) {
        let Some(node) = self.open.get(&handle).map(|handle| handle.node) else { return };
        match &mut self.nodes[node] {
            Node::File { live, durable } => *durable = Arc::clone(live),
            Node::Folder { live, durable } => {
                durable.clone_from(live);
                self.changes.retain(|change| change.folder != node);
            }
        }
    }

    fn node(&mut self, handle: i64) -> Option<&mut Node> {
        let node = self.open.get(&handle)?.node;
        self.nodes.get_mut(node)
    }

    fn add(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn change(&mut self, change: Change) {
        if let Node::Folder { live, .. } = &mut self.nodes[change.folder] {
            change.make(live);
        }
        self.changes.push(change);
    }

    /// The folder that a path is in, its name there, and what it stands for; `None` outside of the root.
    fn find(&self, path: &Path) -> Option<(usize, String, Option<usize>)> {
        let mut found = (0, String::new(), Some(0));
        for name in path.strip_prefix(&self.root).ok()? {
            let (_, _, Some(folder)) = found else { return None };
            let Node::Folder { live, .. } = &self.nodes[folder] else { return None };
            let name = name.to_string_lossy().into_owned();
            let node = live.get(&name).copied();
            found = (folder, name, node);
        }
        Some(found)
    }

    /// How programs see it.
    pub fn live(&self) -> Tree {
        self.tree(&self.changes.iter().collect::<Vec<_>>(), None)
    }

    /// All that a power cut may leave of it now. Changes of names are done all, none, each alone, all but one, or up to
    /// one of them, with files as programs saw them or as they were synced; where all are done, one file after the other
    /// is there in part.
    pub fn after_a_cut(&self) -> Vec<Tree> {
        let all: Vec<&Change> = self.changes.iter().collect();
        let mut chosen: Vec<Vec<&Change>> = vec![Vec::new(), all.clone()];
        for place in 0..all.len() {
            chosen.push(vec![all[place]]);
            chosen.push(all[..place].to_vec());
            chosen.push([&all[..place], &all[place + 1..]].concat());
        }
        let mut trees = Vec::new();
        for changes in &chosen {
            trees.push(self.walk(changes, &|_, _, durable| Arc::clone(durable)));
            trees.push(self.tree(changes, None));
        }
        for (node, file) in self.nodes.iter().enumerate() {
            if let Node::File { live, durable } = file {
                trees.extend(partly(durable, live).into_iter().map(|part| self.tree(&all, Some((node, part)))));
            }
        }
        trees
    }

    fn tree(&self, changes: &[&Change], part: Option<(usize, Content)>) -> Tree {
        self.walk(changes, &|node, live, _| match &part {
            Some((only, part)) if *only == node => Arc::clone(part),
            _ => Arc::clone(live),
        })
    }

    /// The tree in which these changes of names were done, with these contents of the files.
    fn walk(&self, changes: &[&Change], content: &dyn Fn(usize, &Content, &Content) -> Content) -> Tree {
        let mut tree = Tree::new();
        let mut folders = vec![(0, PathBuf::new())];
        while let Some((folder, path)) = folders.pop() {
            let Node::Folder { durable, .. } = &self.nodes[folder] else { continue };
            let mut names = durable.clone();
            changes.iter().filter(|change| change.folder == folder).for_each(|change| change.make(&mut names));
            for (name, node) in names {
                let path = path.join(name);
                let there = match &self.nodes[node] {
                    Node::File { live, durable } => Some(content(node, live, durable)),
                    Node::Folder { .. } => None,
                };
                if there.is_none() {
                    folders.push((node, path.clone()));
                }
                tree.insert(path, there);
            }
        }
        tree
    }
}

impl Change {
    fn make(&self, names: &mut Names) {
        if let Some(gone) = &self.gone {
            names.remove(gone);
        }
        if let Some((name, node)) = &self.new {
            names.insert(name.clone(), *node);
        }
    }
}

/// What may be there of a file that is not synced, beside all and nothing of what is new.
fn partly(durable: &Content, live: &Content) -> Vec<Content> {
    if durable == live {
        return Vec::new();
    }
    let same = durable.iter().zip(live.iter()).take_while(|(old, new)| old == new).count();
    let new = live.len() - same;
    let is_journal = live.starts_with(br#"{"c":"#);
    let step = (new / if is_journal { JOURNAL_CUTS } else { CUTS }).max(1);
    let mut parts = vec![Arc::clone(durable)];
    parts.extend((same..live.len()).step_by(step).map(|cut| Arc::new(live[..cut].to_vec())));
    // The length was written before the bytes were: none of them came, or only those of one half.
    let half = same + new / 2;
    for zeros in [same..live.len(), same..half, half..live.len()] {
        let mut part = live.to_vec();
        part[zeros].fill(0);
        parts.push(Arc::new(part));
    }
    parts
}
