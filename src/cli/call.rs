//! What a run was called with, and what follows from that; each thing is looked up only when it is needed.

use std::cell::OnceCell;
use std::path::PathBuf;

use super::exit::Failure;
use crate::config::Config;
use crate::incident::zone::Zone;
use crate::journal::shelf::Shelf;
use crate::session::Clock;
use crate::verb::Global;

/// One run of the program.
pub struct Call {
    /// The folder of all incidents, or that of all exercises if one of those was asked for.
    pub shelf: Shelf,
    /// The folder of all incidents, in any case.
    pub incidents: Shelf,
    /// Which incident or exercise was asked for.
    pub wanted: Option<String>,
    /// What time it is.
    pub clock: Clock,
    config_file: Option<PathBuf>,
    config: OnceCell<Config>,
}

impl Call {
    /// From the options and variables; empty ones count as none.
    ///
    /// # Errors
    /// There is no home folder and no other was named.
    pub fn new(global: Global) -> Result<Call, Failure> {
        // Not by clap: in its usage lines everything stands that was set, by a variable too.
        let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let given = |path: Option<PathBuf>, name| {
            path.filter(|path| !path.as_os_str().is_empty()).or_else(|| variable(name).map(PathBuf::from))
        };
        let incident = global.incident.filter(|id| !id.is_empty());
        let folder = given(global.dir, "IC_DIR").or_else(|| {
            let home = directories::ProjectDirs::from("", "", "ic")?;
            Some(home.data_dir().join("incidents"))
        });
        let Some(folder) = folder else {
            return Err(Failure::usage("there is no home folder to keep incidents in: name one with --dir or IC_DIR"));
        };
        let wanted = incident.or_else(|| variable("IC_INCIDENT").map(|id| id.to_string_lossy().into_owned()));
        let incidents = Shelf::new(folder);
        Ok(Call {
            shelf: wanted.as_ref().map_or_else(|| incidents.clone(), |id| incidents.that_takes(id)),
            incidents,
            wanted,
            clock: Clock::system(),
            config_file: given(global.config, "IC_CONFIG"),
            config: OnceCell::new(),
        })
    }

    /// The settings.
    ///
    /// # Errors
    /// The file is there and makes no sense.
    pub fn config(&self) -> Result<&Config, Failure> {
        if let Some(config) = self.config.get() {
            return Ok(config);
        }
        let config = Config::load(self.config_file.as_deref()).map_err(Failure::usage)?;
        Ok(self.config.get_or_init(|| config))
    }

    /// The settings, to give away.
    ///
    /// # Errors
    /// As [`Call::config`].
    pub fn into_config(self) -> Result<Config, Failure> {
        match self.config.into_inner() {
            Some(config) => Ok(config),
            None => Config::load(self.config_file.as_deref()).map_err(Failure::usage),
        }
    }

    /// Who speaks: as said, as configured, as the system knows them.
    ///
    /// # Errors
    /// As [`Call::config`].
    pub fn who(&self, said: Option<String>) -> Result<String, Failure> {
        said.map_or_else(|| Ok(self.config()?.who()), Ok)
    }

    /// The zone of new incidents: as said, as configured, as the machine has it.
    ///
    /// # Errors
    /// There is no such zone; or as [`Call::config`].
    pub fn zone(&self, said: Option<&str>) -> Result<Zone, Failure> {
        match said {
            Some(name) => Zone::named(name).map_err(Failure::usage),
            None => Ok(self.config()?.zone().unwrap_or_else(Zone::system)),
        }
    }
}
