// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborVaultV2} from "../vault/HarborVaultV2.sol";

/// @title Benign twin of {HarborVaultFrozenUpgrade}: the owner names the agent, and can upgrade without one.
contract HarborVaultUpgradeAgent is HarborVaultV2 {
    address private _upgradeAgent;

    /// @notice Names another upgrade agent. Only the owner.
    function setUpgradeAgent(address newUpgradeAgent) external onlyOwner {
        _upgradeAgent = newUpgradeAgent;
    }

    function _authorizeUpgrade(address) internal view override {
        if (msg.sender != _upgradeAgent && msg.sender != owner()) {
            revert HarborVaultUnauthorized(msg.sender);
        }
    }
}
