//! What a run was called with, and what follows from that; each thing is looked up only when it is needed.

use std::cell::OnceCell;
use std::path::PathBuf;

use super::exit::Failure;
use crate::config::Config;
use crate::journal::shelf::Shelf;
use crate::session::Clock;
use crate::verb::Global;

/// One run of the program.
pub struct Call {
    /// The folder of all incidents.
    pub shelf: Shelf,
    /// Which incident was asked for.
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
        let given = |path: Option<PathBuf>| path.filter(|path| !path.as_os_str().is_empty());
        let folder = given(global.dir).or_else(|| {
            let home = directories::ProjectDirs::from("", "", "ic")?;
            Some(home.data_dir().join("incidents"))
        });
        let Some(folder) = folder else {
            return Err(Failure::usage("there is no home folder to keep incidents in: name one with --dir or IC_DIR"));
        };
        Ok(Call {
            shelf: Shelf::new(folder),
            wanted: global.incident.filter(|id| !id.is_empty()),
            clock: Clock::system(),
            config_file: given(global.config),
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

    /// The shelf and the settings, to give away.
    ///
    /// # Errors
    /// As [`Call::config`].
    pub fn into_config(mut self) -> Result<(Shelf, Config), Failure> {
        let config = match self.config.take() {
            Some(config) => config,
            None => Config::load(self.config_file.as_deref()).map_err(Failure::usage)?,
        };
        Ok((self.shelf, config))
    }

    /// Who speaks: as said, as configured, as the system knows them.
    ///
    /// # Errors
    /// As [`Call::config`].
    pub fn who(&self, said: Option<String>) -> Result<String, Failure> {
        match said {
            Some(name) => Ok(name),
            None => Ok(self.config()?.who()),
        }
    }
}
