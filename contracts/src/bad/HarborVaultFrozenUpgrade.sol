// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborVaultV2} from "../vault/HarborVaultV2.sol";

/// @title BAD PATCH, class frozen UUPS: the fix, and nobody can ever upgrade the vault again.
/// @dev Upgrades are handed to an agent whom only the agent can name, and there is none to begin with. With
/// UUPS the key is in the code that is replaced: the proxies of OpenZeppelin's UUPS advisory (2021-09) and
/// Parity's library (2017-11-06, 513,774 ETH frozen) were locked for good in the same way. Twin:
/// {HarborVaultUpgradeAgent}.
contract HarborVaultFrozenUpgrade is HarborVaultV2 {
    address private _upgradeAgent;

    /// @notice Names another upgrade agent. Only the upgrade agent.
    function setUpgradeAgent(address newUpgradeAgent) external {
        _checkUpgradeAgent();
        _upgradeAgent = newUpgradeAgent;
    }

    function _authorizeUpgrade(address) internal view override {
        _checkUpgradeAgent();
    }

    function _checkUpgradeAgent() private view {
        if (msg.sender != _upgradeAgent) revert HarborVaultUnauthorized(msg.sender);
    }
}
